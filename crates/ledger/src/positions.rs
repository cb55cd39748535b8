//! Where an event stands among all of its region: positions run from 1, in the order of the commits and without gaps, so
//! that whoever follows them misses nothing and sees nothing twice.

/// Bits of an event's number that hold its position; the region's number is above them.
const BITS: u32 = 40;

/// The number before a region's first event.
pub(crate) fn first(region: i64) -> i64 {
    region << BITS
}

/// The number of the event at a position of a region.
pub(crate) fn at(region: i64, position: u64) -> i64 {
    first(region).saturating_add(i64::try_from(position).unwrap_or(i64::MAX))
}

/// Whether an event's number is one of a region's.
pub(crate) fn is_of(region: i64, event: i64) -> bool {
    event > first(region) && event >> BITS == region
}

/// The position that an event's number holds.
pub(crate) fn position(event: i64) -> u64 {
    (event & ((1 << BITS) - 1)).unsigned_abs()
}
