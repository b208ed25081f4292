/** The quarantine of a region: what is in it, giving a record back to the router, and removing what is old. */
@NullMarked
package io.domicile.kit.quarantine;

import org.jspecify.annotations.NullMarked;
