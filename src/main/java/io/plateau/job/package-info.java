/** The command line and job files. Depends on {@code ml}, {@code engine} and what lies below. */
package io.plateau.job;
