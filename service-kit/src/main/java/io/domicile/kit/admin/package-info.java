/** The HTTP side of a process: health, metrics, and what its services answer. */
@NullMarked
package io.domicile.kit.admin;

import org.jspecify.annotations.NullMarked;
