/** Proofs about the bridge in a process of its own: killed, cut off from Kafka, restarted, replicated. */
@NullMarked
package io.domicile.it.bridge;

import org.jspecify.annotations.NullMarked;
