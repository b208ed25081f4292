/** Finds what a mirror holds of organizations that policy no longer allows there. */
@NullMarked
package io.domicile.replicator.erasure;

import org.jspecify.annotations.NullMarked;
