/** Compares the mirrors of one link with the topics they were copied from. */
@NullMarked
package io.domicile.cli.verify.mirror;

import org.jspecify.annotations.NullMarked;
