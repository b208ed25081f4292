/** The whole system in one process, with a scenario and a verdict. */
@NullMarked
package io.domicile.demo;

import org.jspecify.annotations.NullMarked;
