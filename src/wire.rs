use biennien_core::search::{Hit, SearchResults};
pub fn write_results(results: &SearchResults) -> Vec<u8> { serde_json::to_vec(results).unwrap_or_default() }
pub fn read_results(bytes: &[u8]) -> Option<SearchResults> { serde_json::from_slice(bytes).ok() }
pub fn write_hits(hits: &[Hit]) -> Vec<u8> { serde_json::to_vec(hits).unwrap_or_default() }
pub fn read_hits(bytes: &[u8]) -> Option<Vec<Hit>> { serde_json::from_slice(bytes).ok() }
