//! Turns at something that does one thing at a time: who waits is served in
//! order, and looks first whether it is still wanted. Pure.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What turns are taken at.
#[derive(Clone, Debug, Default)]
pub struct Turns(Rc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    is_taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// A turn; over when dropped.
#[derive(Debug)]
#[must_use]
pub struct Turn(Turns);

impl Turns {
    /// Waits for a turn.
    pub fn take(&self) -> impl Future<Output = Turn> + use<> {
        Waiting(self.clone())
    }

    /// Whether somebody has the turn.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.0.is_taken.get()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let inner = &self.0.0;
        inner.is_taken.set(false);
        // All of them: who is not wanted any more wants no turn either.
        let waiting = inner.waiting.take();
        waiting.into_iter().for_each(Waker::wake);
    }
}

struct Waiting(Turns);

impl Future for Waiting {
    type Output = Turn;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Turn> {
        let inner = &self.0.0;
        if inner.is_taken.replace(true) {
            inner.waiting.borrow_mut().push(context.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(Turn(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread")]
    async fn one_at_a_time_and_in_order() {
        let turns = Turns::default();
        let done = Rc::new(RefCell::new(Vec::new()));
        let first = turns.take().await;
        let local = tokio::task::LocalSet::new();
        for n in 0..4 {
            let (turns, done) = (turns.clone(), Rc::clone(&done));
            local.spawn_local(async move {
                let _turn = turns.take().await;
                assert!(turns.is_taken());
                tokio::task::yield_now().await;
                done.borrow_mut().push(n);
            });
        }
        local
            .run_until(async {
                tokio::task::yield_now().await;
                assert!(done.borrow().is_empty());
                drop(first);
            })
            .await;
        local.await;
        assert_eq!(*done.borrow(), [0, 1, 2, 3]);
        assert!(!turns.is_taken());
    }
}
