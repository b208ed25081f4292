/** The residency decision for a record that is in a region. */
@NullMarked
package io.domicile.residency.decision;

import org.jspecify.annotations.NullMarked;
