/** Which released Avro schema a data class has. */
@NullMarked
package io.domicile.kit.schema;

import org.jspecify.annotations.NullMarked;
