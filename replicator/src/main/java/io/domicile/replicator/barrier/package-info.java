/** What a link says of its lanes on the source's {@code residency.acks}, and what it waits for before it says so. */
@NullMarked
package io.domicile.replicator.barrier;

import org.jspecify.annotations.NullMarked;
