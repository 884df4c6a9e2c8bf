// What runs before the viewer, in syntax that every browser can read: it marks
// the page with what its reader chose, looks at what the browser lacks and
// whether the page is whole, unpacks the viewer and starts it, in the page and
// in a worker, and where any of this fails says so.
//
// The viewer finds here: window.bienNien = { version, ready, prepared, engine,
// boot }, and in `boot`: archive() for what the page reads of the packed archive,
// a promise of { catalogue, columns }; part(name) for a part of it, a promise of
// bytes; engine() for whether a worker has opened it, a promise; ask(question) to
// ask that worker, a promise; save() to have the archive saved as one page, a
// promise of { name, size }; offer(name, run) to offer scripts a function that
// returns a promise; resolve(name, value) for the promises `ready` and `prepared`;
// failed(kind, detail) to say one of the sentences below; done() to take away what
// stood there until the viewer has drawn its first page.
(function () {
  "use strict";

  var VERSION = "0.1.0";
  // The newest packed form that this page reads.
  var FORMAT = 2;
  // So many bytes are a block of the one page.
  var BLOCK_BYTES = 750000;
  // The bytes of a packed archive, in the order of the page.
  var PARTS = ["columns", "index", "texts"];
  // A worker that has not said hello after twice so long, in ms, is none.
  var HELLO_MILLIS = 2000;
  // Nor is one that was sent an archive and has not opened it after twice so long,
  // in ms, and as long again for its size, in bytes per ms: some fifty times what
  // it takes. Where it is only slow, the page does the same by itself.
  var OPEN_MILLIS = 5000;
  var OPEN_BYTES = 2000;

  // A module with an instruction on 128 bits, as the viewer has: i8x16.splat.
  var SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

  // What happened, and what to do. `{detail}` stands for what was found.
  var SENTENCES = {
    old: {
      vi: ["Trình duyệt này quá cũ", "Nó thiếu {detail} nên không mở được kho bài. Hãy mở trang này bằng Chrome hoặc Edge từ bản 109, Firefox từ bản 115, Safari từ bản 16.4."],
      en: ["This browser is too old", "It lacks {detail}, so it cannot open the archive. Open this page in Chrome or Edge 109, Firefox 115, Safari 16.4, or anything later."]
    },
    wasm: {
      vi: ["Trình duyệt này không có WebAssembly", "Có thể nó đã bị tắt đi, nên kho bài không mở được. Hãy bật lại trong phần cài đặt (chế độ bảo mật tăng cường hay tắt nó), hoặc mở trang này bằng trình duyệt khác."],
      en: ["WebAssembly is missing from this browser", "It may be switched off, so the archive cannot be opened. Switch it on in the settings (strict security modes often switch it off), or open this page in another browser."]
    },
    cut: {
      vi: ["Tệp này bị cắt cụt", "Thiếu phần cuối, thường là do tải về dở dang hoặc chép chưa xong. Hãy tải hoặc sao chép lại cho đủ; nếu có người gửi cho bạn, hãy nhờ gửi lại."],
      en: ["This file was cut", "Its end is missing, most often because a download or a copy stopped half-way. Download or copy it again in full; if somebody sent it to you, ask for it once more."]
    },
    newer: {
      vi: ["Kho bài này mới hơn trang này", "Nó được đóng gói theo định dạng {detail}; trang này chỉ đọc đến định dạng " + FORMAT + ". Hãy mở nó bằng một bản Biên Niên mới hơn."],
      en: ["This archive is newer than this page", "It was packed as format {detail}; this page reads up to format " + FORMAT + ". Open it with a newer version of Biên Niên."]
    },
    foreign: {
      vi: ["Đây không phải là kho bài của Biên Niên", "Chỗ của kho bài trong trang này có dữ liệu khác. Hãy đóng gói lại bằng lệnh biennien pack, hoặc tải lại cả thư mục từ nơi đã phát hành."],
      en: ["This is no archive of Biên Niên", "Something else stands where the archive should be. Pack it again with biennien pack, or download the whole folder again from where it is published."]
    },
    missing: {
      vi: ["Thiếu một tệp của trang này", "Không đọc được tệp {detail}, lẽ ra nằm cạnh trang này. Hãy giữ cả thư mục với đủ các tệp (giải nén trước khi mở), hoặc kiểm tra kết nối mạng, rồi tải lại trang."],
      en: ["A file of this page is missing", "The file {detail}, which belongs beside this page, cannot be read. Keep the whole folder together (unpack it before opening), or check the connection, then load the page again."]
    },
    damaged: {
      vi: ["Kho bài trong trang này đã bị hỏng", "Nội dung không còn như lúc đóng gói. Hãy tải hoặc sao chép lại; nếu vẫn hỏng, hãy báo cho người giữ kho bài."],
      en: ["The archive in this page is damaged", "It is no longer what was packed. Download or copy it again; if it stays damaged, tell whoever keeps the archive."]
    },
    start: {
      vi: ["Trang không chạy tiếp được", "Hãy tải lại trang; nếu vẫn vậy, hãy thử trình duyệt khác, hoặc gửi chi tiết dưới đây cho người giữ kho bài."],
      en: ["The page could not go on", "Load it again; if that does not help, try another browser, or send the details below to whoever keeps the archive."]
    }
  };

  var root = document.documentElement;
  var language = root.lang;
  var files = null;
  var catalogue = null;
  // What settles the promises that scripts are given, by name.
  var settle = {};
  // Why the page cannot go on, and what tells scripts that wait of it.
  var failure = null;
  var calls = {};
  var nCalls = 0;
  // Promises of the archive's parts, by name.
  var parts = {};
  // A promise of the worker that has opened the archive; of nothing where there
  // is none.
  var engine = null;
  // What came packed, as Blobs beside the frame around it: for saving the page,
  // and for whoever reads a part again. A Blob is none of the page's memory.
  var kept = {};

  function Problem(kind, detail) {
    this.kind = kind;
    this.message = detail;
  }

  function describe(error) {
    if (!error) {
      return "";
    }
    return String(error.message === undefined ? error : error.message);
  }

  // ---- what is marked before anything is seen ----

  function chosen(name) {
    try {
      return localStorage.getItem("bien-nien." + name);
    } catch (_) {
      // Site data is blocked; the panel of looks says so.
      root.setAttribute("data-storage", "refused");
      return null;
    }
  }

  function mark(attribute, value) {
    if (value && /^[a-z]+$/.test(value)) {
      root.setAttribute(attribute, value);
    }
  }

  // The shell shows the newest articles; an address that wants something else
  // gets an empty frame instead. Without this script the shell says nothing of
  // an archive being opened.
  function opens(hash) {
    if (/^#\/a\//.test(hash)) {
      return "article";
    }
    return /^#?\/?(\?view=[^&]*)?$/.test(hash) ? "list" : "other";
  }

  // ---- what is said ----

  function add(parent, name, text, language) {
    var element = document.createElement(name);
    if (language) {
      element.lang = language;
    }
    if (text) {
      element.appendChild(document.createTextNode(text));
    }
    return parent.appendChild(element);
  }

  function messageElement() {
    var element = document.getElementById("message");
    if (!element) {
      element = document.createElement("div");
      element.id = "message";
      document.body.insertBefore(element, document.body.firstChild);
    }
    return element;
  }

  function addDetails(element, kind, detail, language) {
    var details = add(element, "details");
    add(details, "summary", language === "en" ? "Technical details" : "Chi tiết kỹ thuật", language);
    var lines = [kind, detail, "Biên Niên " + VERSION, navigator.userAgent, location.protocol];
    add(details, "code", lines.filter(Boolean).join("\n"));
  }

  function failed(kind, detail) {
    if (root.getAttribute("data-archive") === "failed") {
      return;
    }
    root.setAttribute("data-archive", "failed");
    var known = Object.prototype.hasOwnProperty.call(SENTENCES, kind);
    var sentence = SENTENCES[known ? kind : "start"];
    var text = detail === undefined || detail === null ? "" : String(detail);
    var languages = /^en/i.test(root.lang) ? ["en", "vi"] : ["vi", "en"];
    var element = messageElement();
    while (element.firstChild) {
      element.removeChild(element.firstChild);
    }
    element.className = "message message--failed";
    element.setAttribute("role", "alert");
    for (var at = 0; at < languages.length; at += 1) {
      var said = sentence[languages[at]];
      add(element, "h2", said[0], languages[at]);
      // A function, so that `$` in a detail stays what it is.
      add(element, "p", said[1].replace("{detail}", function () { return text; }), languages[at]);
    }
    addDetails(element, kind, text, languages[0]);
    element.scrollIntoView();
    failure = new Error(kind + (text ? ": " + text : ""));
    for (var name in settle) {
      settle[name].reject(failure);
    }
    for (var call in calls) {
      calls[call](failure);
    }
  }

  function tell(error) {
    failed(error instanceof Problem ? error.kind : "start", describe(error));
  }

  // What ends the viewer where it stands, with nothing left that could say so.
  function trapped(event) {
    var error = event.error || event.reason || {};
    if (/^(Runtime|Range|Internal)Error$/.test(error.name) && /wasm/.test(error.stack)) {
      failed("start", describe(error));
    }
  }

  // A viewer that has failed may answer nothing any more.
  function offer(name, run) {
    window.bienNien[name] = function (first, second) {
      return new Promise(function (resolve, reject) {
        if (failure) {
          throw failure;
        }
        var call = nCalls += 1;
        calls[call] = reject;
        run(first, second).then(resolve, reject).then(function () { delete calls[call]; });
      });
    };
  }

  function remove(id) {
    var element = document.getElementById(id);
    if (element) {
      element.parentNode.removeChild(element);
    }
  }

  // The first screen covers the viewer until there is something to see of it.
  function done() {
    var observer = new MutationObserver(look);
    function look() {
      if (root.getAttribute("data-archive") === "failed") {
        // What is said stays.
        observer.disconnect();
      } else if (document.querySelector('#bien-nien main:not([aria-busy="true"])')) {
        observer.disconnect();
        remove("first");
        remove("message");
      }
    }
    observer.observe(document.getElementById("bien-nien") || document.body,
      { attributes: true, childList: true, subtree: true });
    look();
  }

  // ---- bytes ----

  function decodeBase64(texts) {
    try {
      return decoded(texts);
    } catch (error) {
      throw new Problem("damaged", describe(error));
    }
  }

  // Decodes texts of base64, each whole in itself, into one another's wake.
  function decoded(texts) {
    var length = 0;
    texts.forEach(function (text) {
      length += text.length / 4 * 3 - (text.match(/=*$/)[0].length);
    });
    var bytes = new Uint8Array(length);
    var offset = 0;
    texts.forEach(function (text) {
      if (bytes.setFromBase64) {
        offset += bytes.subarray(offset).setFromBase64(text).written;
        return;
      }
      var letters = atob(text);
      for (var at = 0; at < letters.length; at += 1) {
        bytes[offset] = letters.charCodeAt(at);
        offset += 1;
      }
    });
    return bytes;
  }

  function bytesOf(blob) {
    return blob.arrayBuffer().then(function (buffer) {
      return new Uint8Array(buffer);
    });
  }

  // Unpacks what is gzipped and returns the rest as it is: some hosts unpack
  // a file on its way.
  function gunzip(bytes) {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
      return Promise.resolve(bytes);
    }
    var unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked).arrayBuffer().then(function (buffer) {
      return new Uint8Array(buffer);
    });
  }

  // ---- the one page: data blocks ----

  function blocks(name) {
    return document.querySelectorAll('script[data-bn="' + name + '"]');
  }

  // Takes the blocks of a name out of the page, which then need no memory.
  function takeTexts(name) {
    return [].map.call(blocks(name), function (found) {
      found.parentNode.removeChild(found);
      return found.textContent;
    });
  }

  // ---- the site folder: files beside the page ----

  function fetchFile(name) {
    return fetch(files[name]).then(function (response) {
      if (!response.ok) {
        throw new Error("HTTP " + response.status);
      }
      return response;
    });
  }

  var told = {};
  window.bienNienData = function (name, base64) {
    told[name] = base64;
  };

  function loadScript(name) {
    return new Promise(function (resolve, reject) {
      var address = files[name + "Script"];
      var script = document.createElement("script");
      script.onload = function () {
        script.parentNode.removeChild(script);
        if (told[name] === undefined) {
          reject(new Problem("missing", address));
          return;
        }
        resolve(told[name]);
        delete told[name];
      };
      script.onerror = function () {
        reject(new Problem("missing", address));
      };
      script.src = address;
      document.body.appendChild(script);
    }).then(function (text) {
      return decodeBase64([text]);
    });
  }

  // Reads a file beside the page: over http by fetch, where that is refused as
  // the classic script that holds the same. `take` makes of a response what is
  // wanted.
  function loadFile(name, take) {
    if (location.protocol === "file:" || !window.fetch) {
      return loadScript(name);
    }
    return fetchFile(name).then(take).catch(function (error) {
      if (!files[name + "Script"]) {
        throw new Problem("missing", files[name] + " (" + describe(error) + ")");
      }
      return loadScript(name);
    });
  }


  // A response of the right type is compiled while it comes in.
  function compiled(response) {
    var type = response.headers.get("content-type") || "";
    if (type.split(";")[0] === "application/wasm" && WebAssembly.compileStreaming) {
      return WebAssembly.compileStreaming(response);
    }
    return bytesOf(response);
  }

  // ---- saving: the order of core's page ----

  // Writes out what the parser read; only some browsers escape these in
  // attributes. In texts all do, so that each `<` begins a tag.
  function written(html) {
    return html.replace(/<(\w[^"<>]*("[^"]*"[^"<>]*)*)>/g, function (_, inside) {
      return "<" + inside.replace(/</g, "&lt;").replace(/>/g, "&gt;") + ">";
    });
  }

  function element(name, part, text) {
    return "<" + name + ' data-bn="' + part + '">' + text + "</" + name + ">";
  }

  function contentOf(name) {
    return blocks(name)[0].textContent;
  }

  // What the one page has around its data, before anything in it changes.
  function frame() {
    var style = document.querySelector("style").textContent;
    var html = document.createElement("html");
    html.lang = language;
    html.setAttribute("data-archive", "loading");
    return {
      before: "<!DOCTYPE html>\n" + written(html.outerHTML).split("</html>")[0] + "\n<head>" +
        written(document.head.innerHTML).split("<style")[0] + element("style", "style", style) +
        "\n</head>\n<body>\n" + element("script", "boot", contentOf("boot")) + "\n" +
        written(document.getElementById("first").outerHTML) + "\n<div id=\"bien-nien\"></div>\n",
      after: element("script", "glue", contentOf("glue")) + "\n</body>\n</html>\n"
    };
  }

  function encodeBase64(bytes) {
    if (bytes.toBase64) {
      return bytes.toBase64();
    }
    var text = "";
    // A multiple of 3, and no more arguments than every browser takes.
    for (var at = 0; at < bytes.length; at += 30000) {
      text += btoa(String.fromCharCode.apply(null, bytes.subarray(at, at + 30000)));
    }
    return text;
  }

  function block(name, text) {
    return '<script type="text/plain" data-bn="' + name + '">' + text + "</" + "script>\n";
  }

  function addBytes(page, name, bytes) {
    for (var at = 0; at < bytes.length; at += BLOCK_BYTES) {
      page.push(block(name, encodeBase64(bytes.subarray(at, at + BLOCK_BYTES))));
    }
  }

  function fileName() {
    var title = JSON.parse(catalogue).title.toLowerCase().normalize("NFD").replace(/đ/g, "d");
    var name = title.replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-");
    return (name.replace(/^-|-$/g, "").slice(0, 60) || "bien-nien") + ".html";
  }

  function download(name, parts) {
    var blob = new Blob(parts, { type: "text/html" });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    // Nothing tells when a browser has read it.
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    return { name: name, size: blob.size };
  }

  function loadFrame() {
    return loadScript("page").then(function (bytes) {
      return JSON.parse(new TextDecoder().decode(bytes));
    });
  }

  function save() {
    // Over http the module came unpacked.
    var wanted = [kept.frame || loadFrame(), kept.wasm ? bytesOf(kept.wasm) : loadScript("wasm")];
    return Promise.all(wanted.concat(PARTS.map(part))).then(function (loaded) {
      var page = [loaded[0].before, block("catalogue", catalogue.replace(/</g, "\\u003c"))];
      ["wasm"].concat(PARTS).forEach(function (name, at) {
        addBytes(page, name, loaded[at + 1]);
      });
      page.push(block("end", "bien-nien end"), loaded[0].after);
      return download(fileName(), page);
    });
  }

  // ---- the frame around the page ----

  // Browsers draw it in the theme that was chosen; where the system chooses, in
  // the colors that the page came with.
  function tint() {
    var metas = document.querySelectorAll('meta[name="theme-color"]');
    var own = [].map.call(metas, function (meta) { return meta.content; });
    function look() {
      var isChosen = /light|dark|sepia/.test(root.getAttribute("data-theme"));
      var paper = getComputedStyle(document.body).backgroundColor;
      for (var at = 0; at < metas.length; at += 1) {
        metas[at].content = isChosen ? paper : own[at];
      }
    }
    new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    look();
  }

  // ---- start ----

  function lacking() {
    var needed = {
      "Promise": window.Promise,
      "Uint8Array": window.Uint8Array,
      "TextDecoder": window.TextDecoder,
      "Response": window.Response,
      "Blob.stream": window.Blob && Blob.prototype.stream,
      "Blob.arrayBuffer": window.Blob && Blob.prototype.arrayBuffer,
      "DecompressionStream": window.DecompressionStream
    };
    for (var name in needed) {
      if (!needed[name]) {
        return name;
      }
    }
    return null;
  }

  function glue() {
    try {
      return typeof wasm_bindgen === "undefined" ? null : wasm_bindgen;
    } catch (_) {
      // The script that declares it stopped half-way.
      return null;
    }
  }

  function readCatalogue(text) {
    var format;
    try {
      format = JSON.parse(text).format;
    } catch (error) {
      throw new Problem("damaged", describe(error));
    }
    if (typeof format !== "number") {
      throw new Problem("foreign", "");
    }
    if (format > FORMAT) {
      throw new Problem("newer", format);
    }
    catalogue = text;
  }

  function loadBytes(name) {
    return files ? loadFile(name, bytesOf) : new Promise(function (resolve) {
      resolve(decodeBase64(takeTexts(name)));
    });
  }

  function loadCatalogue() {
    return !files ? Promise.resolve(takeTexts("catalogue").join("")) :
      loadFile("catalogue", bytesOf).then(function (bytes) {
        return new TextDecoder().decode(bytes);
      });
  }

  // Compiles the module once, for page and worker.
  function loadModule() {
    return (files ? loadFile("wasm", compiled) : loadBytes("wasm")).then(function (found) {
      if (found instanceof WebAssembly.Module) {
        return found;
      }
      if (found[0] === 0x1f) {
        kept.wasm = new Blob([found]);
      }
      return gunzip(found).then(function (bytes) {
        return WebAssembly.compile(bytes);
      });
    });
  }

  function loadParts() {
    PARTS.forEach(function (name) {
      parts[name] = loadBytes(name).then(function (bytes) {
        kept[name] = new Blob([bytes]);
        return bytes;
      });
      // Before whoever waits for it calls that damage.
      parts[name].catch(tell);
    });
  }

  // Lets go of what only a worker is sent; it is read again from where it is kept.
  function forget(name) {
    parts[name] = parts[name].then(function () {});
    parts[name].catch(function () {});
  }

  function allParts() {
    return PARTS.map(function (name) { return parts[name]; });
  }

  function archive() {
    return parts.columns.then(function (columns) {
      return { catalogue: catalogue, columns: columns };
    });
  }

  // Reads a part again: the worker has what came.
  function part(name) {
    return parts[name].then(function () {
      return bytesOf(kept[name]);
    });
  }

  // ---- the engine, in a worker where there may be one ----

  // What runs in the worker: it says that it is there, is told the module and
  // the archive, and answers questions one after another. Between them it reads
  // on in the texts, a little at a time.
  function work(glue) {
    var api = self.bienNien = {};
    var pause = new MessageChannel();
    pause.port1.onmessage = function () {
      if (api.prepare()) {
        pause.port2.postMessage(0);
      } else {
        postMessage(["prepared"]);
      }
    };
    function answer(event) {
      var found = api.answer(event.data[1]);
      postMessage([event.data[0], found], found[0].buffer ? [found[0].buffer] : []);
    }
    function say() {
      postMessage([api.answer ? "opened" : "failed"]);
      if (api.answer) {
        pause.port2.postMessage(0);
      }
    }
    self.onmessage = function (event) {
      self.onmessage = answer;
      api.archive = event.data[1];
      glue()({ module_or_path: event.data[0] }).then(say, say);
    };
    // A module that came from elsewhere may not be let in.
    self.onmessageerror = say;
    postMessage(["hello"]);
  }

  // Returns a promise of what asks a worker that has opened the archive, or of
  // nothing where workers are refused or this one comes to nothing. It begins
  // while the module, a promise too, is compiled.
  function hire(module) {
    return new Promise(function (resolve) {
      var worker = null;
      var address = null;
      var waiting = {};
      var asked = 0;
      var late = null;
      // Twice, since a page that was busy for long has not listened.
      function wait(millis) {
        late = setTimeout(function () {
          late = setTimeout(dismiss, millis);
        }, millis);
      }
      function dismiss(event) {
        if (event && event.preventDefault) {
          event.preventDefault();
        }
        clearTimeout(late);
        if (worker) {
          worker.terminate();
        }
        worker = null;
        window.bienNien.engine = "page";
        resolve(null);
        for (var id in waiting) {
          waiting[id].reject(new Error("no worker"));
        }
        waiting = {};
      }
      function ask(question) {
        return new Promise(function (resolve, reject) {
          asked += 1;
          if (worker) {
            waiting[asked] = { resolve: resolve, reject: reject };
            worker.postMessage([asked, question]);
          } else {
            reject(new Error("no worker"));
          }
        });
      }
      function send(loaded) {
        wait(OPEN_MILLIS + (loaded[2].length + loaded[3].length) / OPEN_BYTES);
        // The page reads the columns too, so those are copied.
        var archive = { catalogue: catalogue, columns: loaded[1], index: loaded[2], texts: loaded[3] };
        worker.postMessage([loaded[0], archive], [loaded[2].buffer, loaded[3].buffer]);
      }
      function hear(event) {
        var id = event.data[0];
        if (id === "hello") {
          clearTimeout(late);
          URL.revokeObjectURL(address);
          Promise.all([module].concat(allParts())).then(send).catch(dismiss);
        } else if (id === "opened") {
          clearTimeout(late);
          window.bienNien.engine = "worker";
          resolve(ask);
        } else if (id === "prepared") {
          settle.prepared.resolve();
        } else if (id === "failed") {
          dismiss();
        } else if (waiting[id]) {
          waiting[id].resolve(event.data[1]);
          delete waiting[id];
        }
      }
      try {
        var source = "(" + work + ")(" + bienNienGlue + ")";
        address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
        worker = new Worker(address);
        wait(HELLO_MILLIS);
        worker.onmessage = hear;
        worker.onerror = worker.onmessageerror = dismiss;
      } catch (_) {
        dismiss();
      }
    });
  }

  function ask(question) {
    return engine.then(function (ask) {
      if (!ask) {
        throw new Error("no worker");
      }
      return ask(question);
    });
  }

  function missingGlue() {
    if (!files) {
      return new Problem("cut", "");
    }
    var scripts = document.querySelectorAll("script[src]");
    var last = scripts[scripts.length - 1];
    return new Problem("missing", last ? last.getAttribute("src") : "viewer.js");
  }

  function begin() {
    var names = document.querySelector('meta[name="bien-nien-files"]');
    files = names ? JSON.parse(names.getAttribute("content")) : null;
    if (!files && !blocks("end").length) {
      throw new Problem("cut", "");
    }
    var start = glue();
    if (!start) {
      throw missingGlue();
    }
    if (!files) {
      kept.frame = frame();
    }
    // What is saved is as it came.
    tint();
    return loadCatalogue().then(readCatalogue).then(function () {
      var module = loadModule();
      // While the browser unpacks and compiles that.
      return Promise.resolve().then(loadParts).then(function () {
        engine = hire(module);
        engine.then(function () { ["index", "texts"].forEach(forget); });
        return module;
      });
    }).then(function (module) {
      if (window.performance && performance.mark) {
        performance.mark("bien-nien-wasm");
      }
      return Promise.all(allParts().concat(start({ module_or_path: module })));
    });
  }

  // The first headlines are painted before the work begins: where a browser
  // tells of its first paint when it has, else soon after a frame. A page in
  // the background is not painted at all.
  function afterPaint(work) {
    var isDone = false;
    function once() {
      if (!isDone) {
        isDone = true;
        work();
      }
    }
    if (document.hidden || !window.requestAnimationFrame) {
      once();
      return;
    }
    var types = window.PerformanceObserver && PerformanceObserver.supportedEntryTypes || [];
    if (types.indexOf("paint") < 0) {
      requestAnimationFrame(function () { setTimeout(once, 0); });
    } else {
      new PerformanceObserver(once).observe({ type: "paint", buffered: true });
    }
    setTimeout(once, 500);
  }

  function boot() {
    var lack = lacking();
    if (lack) {
      failed("old", lack);
      return;
    }
    if (!window.WebAssembly) {
      failed("wasm", "");
      return;
    }
    if (!WebAssembly.validate(new Uint8Array(SIMD))) {
      failed("old", "WebAssembly SIMD");
      return;
    }
    afterPaint(function () {
      new Promise(function (resolve) { resolve(begin()); }).catch(tell);
    });
  }

  function promise(name) {
    var made = window.bienNien[name] = new Promise(function (resolve, reject) {
      settle[name] = { resolve: resolve, reject: reject };
    });
    // A page that nobody's script waits for has nothing to report.
    made.catch(function () {});
  }

  root.setAttribute("data-archive", "loading");
  mark("data-theme", chosen("theme"));
  mark("data-density", chosen("density"));
  mark("data-text-size", chosen("text-size"));
  mark("lang", chosen("language"));
  mark("data-opens", opens(location.hash));
  window.bienNien = {
    version: VERSION,
    boot: {
      archive: archive,
      part: part,
      engine: function () { return engine.then(Boolean); },
      ask: ask,
      save: save,
      offer: offer,
      failed: failed,
      done: done,
      resolve: function (name, value) { settle[name].resolve(value); }
    }
  };
  if (window.Promise) {
    ["ready", "prepared"].forEach(promise);
  }
  window.addEventListener("error", trapped);
  window.addEventListener("unhandledrejection", trapped);
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", boot);
  } else {
    boot();
  }
})();
