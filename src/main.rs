//! Mounts the page, or answers questions where there is none to mount: in a worker.

fn main() {
    if biennien_viewer::platform::document::is_there() {
        biennien_viewer::app::mount();
    } else {
        biennien_viewer::platform::worker::serve();
    }
}
