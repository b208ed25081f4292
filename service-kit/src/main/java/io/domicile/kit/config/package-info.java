/** Typed configuration from YAML and the environment. */
@NullMarked
package io.domicile.kit.config;

import org.jspecify.annotations.NullMarked;
