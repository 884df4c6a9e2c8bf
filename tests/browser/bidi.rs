//! As much of WebDriver BiDi as it takes to hear what a page says and asks for.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::failure::{Failure, Outcome};

/// Events of a session, in the order in which they came.
pub(crate) struct Events {
    list: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Events {
    /// Connects, sends these commands and listens from then on.
    pub(crate) async fn connect(address: &str, commands: &[(&str, Value)]) -> Outcome<Self> {
        let (mut socket, _) = connect_async(address).await?;
        for (id, (method, params)) in commands.iter().enumerate() {
            let command = json!({ "id": id, "method": method, "params": params });
            socket.send(Message::text(command.to_string())).await?;
            let answer = loop {
                let message = socket
                    .next()
                    .await
                    .ok_or_else(|| Failure::new("BiDi ended"))??;
                let message: Value = serde_json::from_str(message.to_text()?)?;
                if message["id"] == json!(id) {
                    break message;
                }
            };
            if answer["type"] != "success" {
                return Err(Failure::new(format!("{method}: {answer}")));
            }
        }
        let list = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&list);
        tokio::spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                let event: Value = match message.to_text().map(serde_json::from_str) {
                    Ok(Ok(event)) => event,
                    _ => continue,
                };
                if let Some(method) = event["method"].as_str() {
                    let event = (method.to_owned(), event["params"].clone());
                    shared
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(event);
                }
            }
        });
        Ok(Self { list })
    }

    /// Returns what has come since the last time.
    pub(crate) fn take(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut *self.list.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
