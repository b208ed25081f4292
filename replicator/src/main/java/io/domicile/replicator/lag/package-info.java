/**
 * How far a link is behind, in records and in time. A lag is never 0 because nothing is known: it is 0 where a fresh
 * sample of the source proves it, it rises while the link stands still or the source is silent, and it is absent where
 * nothing was ever measured.
 */
@NullMarked
package io.domicile.replicator.lag;

import org.jspecify.annotations.NullMarked;
