/** The catalogue of regions and the jurisdictions they lie in. */
@NullMarked
package io.domicile.residency.region;

import org.jspecify.annotations.NullMarked;
