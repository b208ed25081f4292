/** What happens when a partition no longer has the record that the router is to read next: never silence. */
@NullMarked
package io.domicile.router.gap;

import org.jspecify.annotations.NullMarked;
