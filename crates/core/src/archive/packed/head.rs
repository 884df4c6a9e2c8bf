//! Reads the catalogue.

use super::{ArchiveError, FORMAT, Head, PartFacts, Parts};
use crate::archive::Made;
use crate::json::{Extra, JsonError, Reader, Writer};

/// Reads a catalogue. Of an earlier format only `format` and what the archive
/// says of itself are sure to be there.
///
/// # Errors
///
/// When it is of a newer format or cannot be read.
pub fn read_head(catalogue: &str) -> Result<Head, ArchiveError> {
    let format = read_format(catalogue).map_err(ArchiveError::Catalogue)?;
    if format == 0 {
        return Err(ArchiveError::Earlier);
    }
    if format > FORMAT {
        return Err(ArchiveError::Version {
            found: format,
            known: FORMAT,
        });
    }
    read(catalogue).map_err(ArchiveError::Catalogue)
}

/// Reads nothing but the format, since the rest of a newer one may be anything.
fn read_format(catalogue: &str) -> Result<u32, JsonError> {
    let mut format = None;
    let mut reader = Reader::new(catalogue);
    reader.object(&mut |reader, name| {
        match name {
            "format" => format = Some(number(reader)?),
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    reader.end()?;
    format.ok_or(JsonError::Missing("format"))
}

fn read(catalogue: &str) -> Result<Head, JsonError> {
    let mut head = Head::default();
    Reader::new(catalogue).object(&mut |reader, name| {
        match name {
            "format" => head.format = number(reader)?,
            "title" => head.title = reader.string()?,
            "description" => head.description = reader.text()?,
            "home_page_url" => head.home_page_url = reader.text()?,
            "language" => head.language = reader.text()?,
            "owners" => head.owners = reader.texts()?,
            "archive_id" => head.archive_id = reader.text()?,
            "rights" => head.rights = reader.text()?,
            "contact" => head.contact = reader.text()?,
            "articles" => head.articles = number(reader)?,
            "span" => head.span = reader.texts()?.try_into().ok(),
            "made" => head.made = Some(read_made(reader)?),
            "words" => head.words = number(reader)?,
            "parts" => head.parts = read_parts(reader)?,
            "extra" => head.extra = Extra::from_json(reader.skip()?)?,
            "extra_biennien" => head.extra_biennien = Extra::from_json(reader.skip()?)?,
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    Ok(head)
}

fn read_made(reader: &mut Reader) -> Result<Made, JsonError> {
    let mut made = Made {
        date: None,
        tool: String::new(),
        extra: Extra::default(),
    };
    let mut extra = Writer::default();
    extra.begin('{');
    reader.object(&mut |reader, name| {
        match name {
            "date" => made.date = reader.text()?.and_then(|date| date.parse().ok()),
            "tool" => made.tool = reader.string()?,
            _ => {
                extra.name(name);
                extra.literal(reader.skip()?);
            }
        }
        Ok(())
    })?;
    extra.end('}');
    made.extra = Extra::from_json(&extra.finish())?;
    Ok(made)
}

fn read_parts(reader: &mut Reader) -> Result<Parts, JsonError> {
    let mut parts = Parts::default();
    reader.object(&mut |reader, name| {
        match name {
            "columns" => parts.columns = read_part(reader)?,
            "index" => parts.index = read_part(reader)?,
            "texts" => parts.texts = read_part(reader)?,
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    Ok(parts)
}

fn read_part(reader: &mut Reader) -> Result<PartFacts, JsonError> {
    let mut part = PartFacts::default();
    reader.object(&mut |reader, name| {
        match name {
            "bytes" => part.bytes = reader.whole()?,
            "checksum" => part.checksum = reader.string()?,
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    Ok(part)
}

/// Reads a number; what is too great for one is as great as can be.
fn number(reader: &mut Reader) -> Result<u32, JsonError> {
    Ok(u32::try_from(reader.whole()?).unwrap_or(u32::MAX))
}
