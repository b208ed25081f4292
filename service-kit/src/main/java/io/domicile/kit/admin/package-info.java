/** The HTTP side of a process: health and metrics. */
@NullMarked
package io.domicile.kit.admin;

import org.jspecify.annotations.NullMarked;
