/** Whether values are written by a schema of their class, asked of the region's schema registry and never guessed. */
@NullMarked
package io.domicile.router.schema;

import org.jspecify.annotations.NullMarked;
