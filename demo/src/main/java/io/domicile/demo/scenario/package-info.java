/** The course of the demo, from the first message to the verdict. */
@NullMarked
package io.domicile.demo.scenario;

import org.jspecify.annotations.NullMarked;
