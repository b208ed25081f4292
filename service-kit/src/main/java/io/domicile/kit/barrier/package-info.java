/**
 * The barrier: who decides by which policy generation, said on {@code residency.acks} and read by whoever waits for a
 * change to be enforced.
 */
@NullMarked
package io.domicile.kit.barrier;

import org.jspecify.annotations.NullMarked;
