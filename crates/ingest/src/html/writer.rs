//! Gathers text and spans into blocks as tags open and close.

use biennien_core::article::{Block, Span, SpanKind, Text};

/// Spans open at once beyond which more are ignored; each block repeats them,
/// so that without a limit a page of unclosed tags would take forever.
const MAX_OPEN_SPANS: usize = 16;

/// A block that holds more than one text.
#[derive(Debug)]
pub(super) enum Frame {
    Heading {
        level: u8,
    },
    List {
        is_ordered: bool,
        items: Vec<Text>,
    },
    Quote {
        text: Text,
    },
    Figure {
        pictures: Vec<(Option<String>, String)>,
        caption: Text,
    },
    Table {
        header: Vec<Text>,
        rows: Vec<Row>,
    },
    Code,
}

#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<Text>,
    n_headers: usize,
}

/// Blocks so far and the text of the one being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    blocks: Vec<Block>,
    /// Outermost first. Only the innermost takes text.
    frames: Vec<Frame>,
    text: Text,
    /// Tag, kind and where it starts in `text`.
    open_spans: Vec<(&'static str, SpanKind, usize)>,
    /// Pictures inside a text, which stand after it.
    pictures: Vec<(Option<String>, String)>,
    is_cell_open: bool,
}

impl Writer {
    /// Appends text, its white space as one space except in code.
    pub(super) fn push(&mut self, text: &str) {
        if matches!(self.frames.last(), Some(Frame::Code)) {
            self.text.text.push_str(text);
            return;
        }
        for letter in text.chars() {
            if !letter.is_whitespace() {
                self.text.text.push(letter);
            } else if !self.text.text.is_empty() && !self.text.text.ends_with([' ', '\n']) {
                self.text.text.push(' ');
            }
        }
    }

    /// Breaks the line; a second break begins a new block.
    pub(super) fn break_line(&mut self) {
        if matches!(self.frames.last(), Some(Frame::Code)) {
            self.text.text.push('\n');
        } else if self.text.text.ends_with('\n') {
            self.flush();
        } else if !self.text.text.is_empty() {
            while self.text.text.ends_with(' ') {
                self.text.text.pop();
            }
            self.text.text.push('\n');
        }
    }

    pub(super) fn open_span(&mut self, tag: &'static str, kind: SpanKind) {
        let is_open = self.open_spans.iter().any(|(_, open, _)| *open == kind);
        if self.open_spans.len() < MAX_OPEN_SPANS && !is_open {
            self.open_spans.push((tag, kind, self.text.text.len()));
        }
    }

    /// Closes a span and, so that none cross, those inside it, which go on.
    pub(super) fn close_span(&mut self, tag: &str) {
        let Some(at) = self.open_spans.iter().rposition(|(open, ..)| *open == tag) else {
            return;
        };
        self.end_spans(at);
        self.open_spans.remove(at);
    }

    /// Writes down the open spans from `at` on and lets them start anew.
    fn end_spans(&mut self, at: usize) {
        let end = self.text.text.len();
        for (_, kind, start) in &mut self.open_spans[at..] {
            if *start < end {
                self.text.spans.push(Span {
                    byte_range: *start..end,
                    kind: kind.clone(),
                });
            }
            *start = end;
        }
    }

    /// Ends the block being written.
    pub(super) fn flush(&mut self) {
        self.end_spans(0);
        for (.., start) in &mut self.open_spans {
            *start = 0;
        }
        let text = std::mem::take(&mut self.text);
        let is_code = matches!(self.frames.last(), Some(Frame::Code));
        let text = if is_code { text } else { trim(text) };
        if !text.text.is_empty() {
            match self.frames.last_mut() {
                None => self.blocks.push(Block::Paragraph(text)),
                Some(Frame::Heading { level }) => {
                    let level = *level;
                    self.blocks.push(Block::Heading { level, text });
                }
                Some(Frame::List { items, .. }) => items.push(text),
                Some(Frame::Quote { text: whole } | Frame::Figure { caption: whole, .. }) => {
                    join(whole, text);
                }
                Some(Frame::Table { rows, .. }) => {
                    if rows.is_empty() {
                        rows.push(Row::default());
                    }
                    if let Some(row) = rows.last_mut() {
                        match row.cells.last_mut() {
                            Some(cell) if self.is_cell_open => join(cell, text),
                            _ => row.cells.push(text),
                        }
                    }
                }
                Some(Frame::Code) => self.blocks.push(Block::Code { text: text.text }),
            }
        }
        // Pictures wait for the end of a list or table around them.
        if !self
            .frames
            .iter()
            .any(|frame| matches!(frame, Frame::List { .. } | Frame::Table { .. }))
        {
            self.push_pictures();
        }
    }

    fn push_pictures(&mut self) {
        for (src, alt) in std::mem::take(&mut self.pictures) {
            self.blocks.push(Block::Figure {
                src,
                alt,
                caption: Text::default(),
            });
        }
    }

    /// Begins a block that holds more than one text.
    pub(super) fn open(&mut self, frame: Frame) {
        self.flush();
        let is_inside = |wanted: fn(&Frame) -> bool| self.frames.iter().any(wanted);
        let in_table = is_inside(|frame| matches!(frame, Frame::Table { .. }));
        let in_list = is_inside(|frame| matches!(frame, Frame::List { .. }));
        // The model has no blocks inside cells and items: their text flows on.
        let flows = in_table || (in_list && !matches!(frame, Frame::Table { .. }));
        if flows && !matches!(frame, Frame::Code) {
            return;
        }
        if self.frames.len() < 3 {
            self.end_quote_so_far();
            self.frames.push(frame);
        }
    }

    /// A quote that goes on after a list or picture is two quotes.
    fn end_quote_so_far(&mut self) {
        if let Some(Frame::Quote { text }) = self.frames.last_mut()
            && !text.text.is_empty()
        {
            let text = std::mem::take(text);
            self.blocks.push(Block::Quote {
                text,
                attribution: None,
            });
        }
    }

    /// Ends the innermost such block and those inside it.
    pub(super) fn close(&mut self, is_wanted: fn(&Frame) -> bool) {
        self.flush();
        let Some(at) = self.frames.iter().rposition(is_wanted) else {
            return;
        };
        while self.frames.len() > at {
            if let Some(frame) = self.frames.pop() {
                self.end(frame);
            }
        }
        self.flush();
    }

    fn end(&mut self, frame: Frame) {
        match frame {
            Frame::Heading { .. } | Frame::Code => {}
            Frame::List { is_ordered, items } => {
                if !items.is_empty() {
                    self.blocks.push(Block::List { is_ordered, items });
                }
            }
            Frame::Quote { text } => {
                if !text.text.is_empty() {
                    self.blocks.push(Block::Quote {
                        text,
                        attribution: None,
                    });
                }
            }
            Frame::Figure { pictures, caption } => self.end_figure(pictures, caption),
            Frame::Table { header, rows } => self.end_table(header, rows),
        }
    }

    fn end_figure(&mut self, pictures: Vec<(Option<String>, String)>, caption: Text) {
        let mut caption = Some(caption);
        let n_pictures = pictures.len();
        for (at, (src, alt)) in pictures.into_iter().enumerate() {
            // One caption for several pictures stands under the last.
            let caption = caption
                .take_if(|_| at + 1 == n_pictures)
                .unwrap_or_default();
            self.blocks.push(Block::Figure { src, alt, caption });
        }
        if let Some(caption) = caption.filter(|caption| !caption.text.is_empty()) {
            self.blocks.push(Block::Figure {
                src: None,
                alt: String::new(),
                caption,
            });
        }
    }

    fn end_table(&mut self, mut header: Vec<Text>, rows: Vec<Row>) {
        let mut rows: Vec<Row> = rows
            .into_iter()
            .filter(|row| !row.cells.is_empty())
            .collect();
        if rows.len() > 1 && rows[0].n_headers == rows[0].cells.len() {
            header = rows.remove(0).cells;
        }
        // A table of one cell lays out a page.
        if header.is_empty() && rows.iter().all(|row| row.cells.len() == 1) {
            let texts = rows.into_iter().flat_map(|row| row.cells);
            self.blocks.extend(
                texts
                    .filter(|text| !text.text.is_empty())
                    .map(Block::Paragraph),
            );
            return;
        }
        let rows: Vec<Vec<Text>> = rows.into_iter().map(|row| row.cells).collect();
        if !header.is_empty() || !rows.is_empty() {
            self.blocks.push(Block::Table { header, rows });
        }
    }

    pub(super) fn open_row(&mut self) {
        self.close_cell();
        if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
            rows.push(Row::default());
        }
    }

    pub(super) fn open_cell(&mut self, is_header: bool) {
        self.close_cell();
        if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
            if rows.is_empty() {
                rows.push(Row::default());
            }
            if let Some(row) = rows.last_mut() {
                row.cells.push(Text::default());
                row.n_headers += usize::from(is_header);
                self.is_cell_open = true;
            }
        }
    }

    pub(super) fn close_cell(&mut self) {
        self.flush();
        self.is_cell_open = false;
    }

    /// Takes a picture; one without address and description is dropped.
    pub(super) fn picture(&mut self, src: Option<String>, alt: String) {
        if src.is_none() && alt.is_empty() {
            return;
        }
        if let Some(Frame::Figure { pictures, .. }) = self.frames.last_mut() {
            pictures.push((src, alt));
            return;
        }
        self.pictures.push((src, alt));
        if self.text.text.is_empty() {
            self.flush();
        }
    }

    /// Puts a link in a block of its own.
    pub(super) fn link(&mut self, address: &str) {
        self.flush();
        self.text.text.push_str(address);
        let kind = SpanKind::Link(address.to_owned());
        self.text.spans.push(Span {
            byte_range: 0..address.len(),
            kind,
        });
        self.flush();
    }

    /// Ends everything that is open and returns the blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        while let Some(frame) = self.frames.pop() {
            self.end(frame);
        }
        self.push_pictures();
        self.blocks
    }
}

/// Appends a text on a line of its own.
fn join(whole: &mut Text, text: Text) {
    if !whole.text.is_empty() {
        whole.text.push('\n');
    }
    let shift = whole.text.len();
    whole.text.push_str(&text.text);
    whole.spans.extend(text.spans.into_iter().map(|span| Span {
        byte_range: span.byte_range.start + shift..span.byte_range.end + shift,
        kind: span.kind,
    }));
}

/// Drops space at the end, and what spans lose by it; sorts the spans.
fn trim(mut text: Text) -> Text {
    text.text.truncate(text.text.trim_end().len());
    let end = text.text.len();
    for span in &mut text.spans {
        span.byte_range.end = span.byte_range.end.min(end);
        let inside = text.text.get(span.byte_range.clone()).unwrap_or_default();
        span.byte_range.start += inside.len() - inside.trim_start().len();
        span.byte_range.end -= inside.len() - inside.trim_end().len();
    }
    text.spans
        .retain(|span| span.byte_range.start < span.byte_range.end);
    text.spans.sort_by_key(|span| {
        (
            span.byte_range.start,
            std::cmp::Reverse(span.byte_range.end),
        )
    });
    text
}
