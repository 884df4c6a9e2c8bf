// What runs before the viewer, in syntax that every browser can read: it looks
// at what the browser lacks and whether the page is whole, unpacks the viewer
// and starts it, and where any of this fails says so in a sentence.
//
// The viewer finds here: window.bienNien = { version, ready, boot }, and in
// `boot`: archive() for the packed archive, once; resolve(value) and
// reject(error) for the promise `ready`; failed(kind, detail) to say one of the
// sentences below; done() to take the message away.
(function () {
  "use strict";

  var VERSION = "0.1.0";
  // The newest packed form that this page reads.
  var FORMAT = 1;

  // `{detail}` stands for what was found; without it the detail follows below.
  var SENTENCES = {
    old: {
      vi: "Trình duyệt này quá cũ để mở kho bài (nó thiếu {detail}). Hãy mở trang này bằng Chrome hoặc Edge từ bản 109, Firefox từ bản 115, Safari từ bản 16.4.",
      en: "This browser is too old to open the archive (it lacks {detail}). Open this page in Chrome or Edge 109, Firefox 115, Safari 16.4, or anything later."
    },
    wasm: {
      vi: "Trình duyệt này không có WebAssembly, hoặc đã tắt nó đi, nên kho bài không mở được. Hãy bật lại trong phần cài đặt (chế độ bảo mật tăng cường hay tắt nó), hoặc mở trang này bằng trình duyệt khác.",
      en: "WebAssembly is missing from this browser or switched off, so the archive cannot be opened. Switch it on in the settings (strict security modes often switch it off), or open this page in another browser."
    },
    cut: {
      vi: "Tệp này bị cắt cụt: thiếu phần cuối. Hãy tải hoặc sao chép lại cho đủ; nếu có người gửi cho bạn, hãy nhờ gửi lại.",
      en: "This file was cut: its end is missing. Download or copy it again in full; if somebody sent it to you, ask for it once more."
    },
    newer: {
      vi: "Kho bài này được đóng gói bằng một bản Biên Niên mới hơn (định dạng {detail}; trang này chỉ đọc đến định dạng " + FORMAT + "). Hãy mở nó bằng một bản mới hơn.",
      en: "This archive was packed by a newer version of Biên Niên (format {detail}; this page reads up to format " + FORMAT + "). Open it with a newer version."
    },
    missing: {
      vi: "Không đọc được tệp {detail}, lẽ ra nằm cạnh trang này. Hãy giữ cả thư mục với đủ các tệp (giải nén trước khi mở), hoặc kiểm tra kết nối mạng, rồi tải lại trang.",
      en: "The file {detail}, which belongs beside this page, cannot be read. Keep the whole folder together (unpack it before opening), or check the connection, then load the page again."
    },
    damaged: {
      vi: "Kho bài trong trang này đã bị hỏng. Hãy tải hoặc sao chép lại; nếu vẫn hỏng, hãy báo cho người giữ kho bài.",
      en: "The archive in this page is damaged. Download or copy it again; if it stays damaged, tell whoever keeps the archive."
    },
    start: {
      vi: "Trang không khởi động được. Hãy tải lại trang; nếu vẫn vậy, hãy thử trình duyệt khác, hoặc gửi dòng dưới đây cho người giữ kho bài.",
      en: "The page could not start. Load it again; if that does not help, try another browser, or send the line below to whoever keeps the archive."
    }
  };

  var root = document.documentElement;
  var files = null;
  var catalogue = null;
  var isArchiveTaken = false;
  var settle = {};

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

  // ---- what is said ----

  function paragraph(language, text) {
    var element = document.createElement("p");
    element.lang = language;
    element.appendChild(document.createTextNode(text));
    return element;
  }

  function messageElement() {
    var element = document.getElementById("message");
    if (!element) {
      element = document.createElement("div");
      element.id = "message";
      element.className = "message";
      document.body.insertBefore(element, document.body.firstChild);
    }
    return element;
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
    element.setAttribute("role", "alert");
    for (var at = 0; at < languages.length; at += 1) {
      // A function, so that `$` in a detail stays what it is.
      var said = sentence[languages[at]].replace("{detail}", function () { return text; });
      element.appendChild(paragraph(languages[at], said));
    }
    if (text && sentence.vi.indexOf("{detail}") < 0) {
      var line = document.createElement("code");
      line.appendChild(document.createTextNode(text));
      element.appendChild(document.createElement("p")).appendChild(line);
    }
    if (settle.reject) {
      settle.reject(new Error(kind + (text ? ": " + text : "")));
    }
  }

  function done() {
    var element = document.getElementById("message");
    if (element) {
      element.parentNode.removeChild(element);
    }
  }

  // ---- bytes ----

  function decodeBase64(text) {
    if (Uint8Array.fromBase64) {
      return Uint8Array.fromBase64(text);
    }
    var letters = atob(text);
    var bytes = new Uint8Array(letters.length);
    for (var at = 0; at < letters.length; at += 1) {
      bytes[at] = letters.charCodeAt(at);
    }
    return bytes;
  }

  function join(chunks) {
    var length = 0;
    var at;
    for (at = 0; at < chunks.length; at += 1) {
      length += chunks[at].length;
    }
    var bytes = new Uint8Array(length);
    var offset = 0;
    for (at = 0; at < chunks.length; at += 1) {
      bytes.set(chunks[at], offset);
      offset += chunks[at].length;
    }
    return bytes;
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
  function takeText(name) {
    var found = blocks(name);
    var text = "";
    for (var at = 0; at < found.length; at += 1) {
      text += found[at].textContent;
      found[at].parentNode.removeChild(found[at]);
    }
    return text;
  }

  function takeBytes(name) {
    var found = blocks(name);
    var chunks = [];
    for (var at = 0; at < found.length; at += 1) {
      chunks.push(decodeBase64(found[at].textContent));
      found[at].parentNode.removeChild(found[at]);
    }
    return join(chunks);
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
        var bytes = decodeBase64(told[name]);
        delete told[name];
        resolve(bytes);
      };
      script.onerror = function () {
        reject(new Problem("missing", address));
      };
      script.src = address;
      document.body.appendChild(script);
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

  function responseBytes(response) {
    return response.arrayBuffer().then(function (buffer) {
      return new Uint8Array(buffer);
    });
  }

  // A response of the right type is compiled while it comes in.
  function responseModule(response) {
    var type = response.headers.get("content-type") || "";
    return type.split(";")[0] === "application/wasm" ? response : responseBytes(response);
  }

  // ---- start ----

  function lacking() {
    var needed = {
      "Promise": window.Promise,
      "Uint8Array": window.Uint8Array,
      "TextDecoder": window.TextDecoder,
      "Response": window.Response,
      "Blob.stream": window.Blob && Blob.prototype.stream,
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
    if (typeof format === "number" && format > FORMAT) {
      throw new Problem("newer", format);
    }
    catalogue = text;
  }

  function loadCatalogue() {
    if (!files) {
      return Promise.resolve(takeText("catalogue"));
    }
    return loadFile("catalogue", responseBytes).then(function (bytes) {
      return new TextDecoder().decode(bytes);
    });
  }

  function loadModule() {
    var module = files
      ? loadFile("wasm", responseModule)
      : Promise.resolve().then(function () { return takeBytes("wasm"); });
    return module.then(function (found) {
      return found instanceof Response ? found : gunzip(found);
    });
  }

  function archive() {
    if (isArchiveTaken) {
      return Promise.reject(new Error("the archive was taken before"));
    }
    isArchiveTaken = true;
    var texts = files
      ? loadFile("texts", responseBytes)
      : Promise.resolve().then(function () { return takeBytes("texts"); });
    return texts.then(function (bytes) {
      return { catalogue: catalogue, texts: bytes };
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
    return loadCatalogue().then(readCatalogue).then(loadModule).then(function (module) {
      return start({ module_or_path: module });
    });
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
    new Promise(function (resolve) { resolve(begin()); }).catch(function (error) {
      var kind = error instanceof Problem ? error.kind : "start";
      failed(kind, describe(error));
    });
  }

  root.setAttribute("data-archive", "loading");
  window.bienNien = {
    version: VERSION,
    boot: {
      archive: archive,
      failed: failed,
      done: done,
      resolve: function (value) { settle.resolve(value); },
      reject: function (error) { settle.reject(error); }
    }
  };
  if (window.Promise) {
    window.bienNien.ready = new Promise(function (resolve, reject) {
      settle.resolve = resolve;
      settle.reject = reject;
    });
    // A page that nobody's script waits for has nothing to report.
    window.bienNien.ready.catch(function () {});
  }
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", boot);
  } else {
    boot();
  }
})();
