//! How values are written: points, scalars and hashes as on the wire, other bytes as hex.

use serde_json::{Map, Value, json};
use std::convert::Infallible;
use tabella_crypto::bytes::{base64url, hex};
use tabella_crypto::group::{Derivation, Element, Scalar, SecretScalar, element_bytes};
use tabella_crypto::signature::SigningKey;
use tabella_crypto::transcript::instrument::Item;

pub fn element(element: &Element) -> String {
    base64url(&element_bytes(element))
}

pub fn scalar(scalar: &Scalar) -> String {
    base64url(scalar.as_bytes())
}

pub fn scalars<'a>(list: impl IntoIterator<Item = &'a Scalar>) -> Vec<String> {
    list.into_iter().map(scalar).collect()
}

/// `wide(HKDF-SHA-512(key, salt, info))`, as a number that can be written.
pub fn derived(key: &[u8], salt: &[u8], info: &[&[u8]]) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&Derivation::new(key, salt).bytes::<64>(info))
}

/// The same number as a secret of the protocol.
pub fn secret(scalar: &Scalar) -> SecretScalar {
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(scalar.as_bytes());
    SecretScalar::from_wide(&wide)
}

pub fn signing_key(scalar: &Scalar) -> SigningKey {
    SigningKey::new(secret(scalar))
}

/// A source of randomness that gives the bytes of the vectors, and others when it is asked again.
pub struct Given(pub [u8; 32]);

impl rand::TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(7)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(7)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.copy_from_slice(&self.0);
        self.0[0] ^= 1;
        Ok(())
    }
}

impl rand::TryCryptoRng for Given {}

/// What transcripts absorbed and answered: one object per transcript.
///
/// A challenge comes after the first `after` items.
pub fn transcripts(log: &[Item]) -> Value {
    let mut list: Vec<Value> = vec![];
    for item in log {
        let Item { mark, label, bytes } = item;
        if *label == "purpose" && !mark.is_empty() {
            list.push(json!({"purpose": mark, "items": [], "challenges": []}));
            continue;
        }
        let transcript = list.last_mut().expect("a purpose comes first");
        let after = transcript["items"].as_array().map_or(0, Vec::len);
        let (place, entry) = match *mark {
            "challenge" => {
                let value = base64url(bytes);
                ("challenges", json!({"label": label, "after": after, "scalar": value}))
            }
            _ => ("items", json!({"label": label, "bytes": hex(bytes)})),
        };
        transcript[place].as_array_mut().expect("a list").push(entry);
    }
    Value::Array(list)
}

/// A challenge of the last transcript in a log.
pub fn challenge(log: &[Item], label: &str) -> Scalar {
    let item = log.iter().rev().find(|item| item.mark == "challenge" && item.label == label);
    let bytes = item.expect("challenge").bytes.as_slice().try_into().expect("32 bytes");
    Scalar::from_bytes_mod_order(bytes)
}

/// Sorted keys, two spaces, everything that fits a line on one line, and only ASCII: invisible
/// characters are to be seen.
pub fn layout(value: &Value) -> String {
    let mut text = String::new();
    write(&sorted(value), 0, 0, &mut text);
    let escape = |c: char| -> String {
        let units =
            |c: char| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
        if c.is_ascii() { c.to_string() } else { units(c) }
    };
    text.chars().map(escape).collect::<String>() + "\n"
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            Value::Object(
                fields.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect::<Map<_, _>>(),
            )
        }
        other => other.clone(),
    }
}

fn write(value: &Value, indent: usize, used: usize, text: &mut String) {
    let flat = value.to_string();
    if flat.len() + used <= 110 {
        text.push_str(&flat);
        return;
    }
    let mut block = |open: char, close: char, items: Vec<(String, &Value)>| {
        text.push(open);
        for (k, (key, item)) in items.iter().enumerate() {
            text.push_str(if k == 0 { "\n" } else { ",\n" });
            text.push_str(&" ".repeat(indent + 2));
            text.push_str(key);
            write(item, indent + 2, indent + 3 + key.len(), text);
        }
        text.push('\n');
        text.push_str(&" ".repeat(indent));
        text.push(close);
    };
    match value {
        Value::Array(items) => block('[', ']', items.iter().map(|item| (String::new(), item)).collect()),
        Value::Object(fields) => {
            let key = |key: &String| format!("{}: ", Value::String(key.clone()));
            block('{', '}', fields.iter().map(|(name, item)| (key(name), item)).collect());
        }
        _ => text.push_str(&flat),
    }
}
