//! Letters in three languages against their golden copies.
