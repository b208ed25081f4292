/** What a link counts. */
@NullMarked
package io.domicile.replicator.metrics;

import org.jspecify.annotations.NullMarked;
