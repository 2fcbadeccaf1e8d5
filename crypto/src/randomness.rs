//! Fresh secrets from the operating system's randomness, or none at all.

use rand::TryCryptoRng;
use zeroize::Zeroizing;

/// The source of randomness fails or repeats itself: whatever was to be made from it was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the random number generator failed")]
pub struct NoRandomness;

/// 32 fresh bytes.
///
/// # Errors
/// The source fails, gives zeros, or gives the same bytes twice.
pub(crate) fn fresh_bytes<R: TryCryptoRng>(rng: &mut R) -> Result<Zeroizing<[u8; 32]>, NoRandomness> {
    let mut draw = || {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.try_fill_bytes(bytes.as_mut()).map_err(|_| NoRandomness).map(|()| bytes)
    };
    let (bytes, other) = (draw()?, draw()?);
    if *bytes == [0; 32] || *bytes == *other { Err(NoRandomness) } else { Ok(bytes) }
}
