package io.plateau.nn;

/** Distributions of random weights. */
public final class Initializer {}
