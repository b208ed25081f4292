/** Audit entries: evidence of decisions, by reference only. */
@NullMarked
package io.domicile.kit.audit;

import org.jspecify.annotations.NullMarked;
