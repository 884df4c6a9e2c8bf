//! Readers as their callers use them: bytes in, archive and page out.

// Broken and malicious input, some thousand cases.
mod hostile;
// What the malicious cases put into fields; the browser suite opens them too.
mod payloads;
