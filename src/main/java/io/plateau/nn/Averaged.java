package io.plateau.nn;

import io.plateau.nn.loss.Link;

/** Last layer of members, whose prediction is the mean of theirs. */
interface Averaged extends Membered {
  Link link();
}
