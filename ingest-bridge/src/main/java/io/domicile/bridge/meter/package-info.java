/** The meters of the bridge: one class of verbs, and the counts that always add up within a scrape. */
@NullMarked
package io.domicile.bridge.meter;

import org.jspecify.annotations.NullMarked;
