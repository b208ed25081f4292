/** What a person sees. */
@NullMarked
package io.domicile.demo.console;

import org.jspecify.annotations.NullMarked;
