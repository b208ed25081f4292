/** The residency tag: headers on a record that are evidence of a decision, never a permission. */
@NullMarked
package io.domicile.residency.tag;

import org.jspecify.annotations.NullMarked;
