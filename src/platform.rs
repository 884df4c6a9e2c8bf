//! The browser: the only place that knows it. Everything here may be missing
//! or refuse; nothing here may panic.
