/** Comparing a link's mirrors with their sources from outside, whether the link runs or not. */
@NullMarked
package io.domicile.replicator.compare;

import org.jspecify.annotations.NullMarked;
