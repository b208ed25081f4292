/**
 * Topics on which records are set aside for an operator: reading them, and marking what became of a record in the same
 * transaction in which it is written elsewhere.
 */
@NullMarked
package io.domicile.kit.setaside;

import org.jspecify.annotations.NullMarked;
