/** The three regions with their topics, policies and services, all in this process. */
@NullMarked
package io.domicile.demo.world;

import org.jspecify.annotations.NullMarked;
