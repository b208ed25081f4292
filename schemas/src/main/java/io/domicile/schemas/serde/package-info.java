/** Framed Avro values, written and read through a schema registry. */
@NullMarked
package io.domicile.schemas.serde;

import org.jspecify.annotations.NullMarked;
