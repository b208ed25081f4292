/** The schema registry: a port, its HTTP implementation and decorators. */
@NullMarked
package io.domicile.schemas.registry;

import org.jspecify.annotations.NullMarked;
