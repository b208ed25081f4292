/** The bridge's part in the barrier: it says by which policy it decides, and decides nothing before it has said so. */
@NullMarked
package io.domicile.bridge.barrier;

import org.jspecify.annotations.NullMarked;
