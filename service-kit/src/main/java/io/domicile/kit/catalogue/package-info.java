/** Loading the region catalogue from YAML. */
@NullMarked
package io.domicile.kit.catalogue;

import org.jspecify.annotations.NullMarked;
