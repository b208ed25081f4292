/** The question every link asks of every record at send time, and its answers. */
@NullMarked
package io.domicile.residency.link;

import org.jspecify.annotations.NullMarked;
