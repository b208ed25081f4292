/**
 * Seals over {@code residency.audit}: a chain of hash-linked, authenticated statements of what the topic held, and the
 * proof that it still does.
 */
@NullMarked
package io.domicile.kit.seal;

import org.jspecify.annotations.NullMarked;
