/** The commands that run a service until it is told to stop. */
@NullMarked
package io.domicile.cli.service;

import org.jspecify.annotations.NullMarked;
