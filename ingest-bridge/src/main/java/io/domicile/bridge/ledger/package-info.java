/** Every message in hand and how each ended: the one place that acknowledges, and the one place that counts. */
@NullMarked
package io.domicile.bridge.ledger;

import org.jspecify.annotations.NullMarked;
