//! Mounts the page.

fn main() {
    biennien_viewer::app::mount();
}
