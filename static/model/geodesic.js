// Geodesic: the shortest way over WGS 84 between two points that are not nearly antipodal (Vincenty 1975, inverse method).

const FLATTENING = 1 / 298.257223563;
const RADIAN = Math.PI / 180;
const CLOSE = 1e-12; // radians: a hundredth of a millimetre
const TURNS = 200; // points farther apart than the server leaves to us would need more, or never settle

/** Points from one end to the other as [lng, lat, ...] in degrees, longitudes unwrapped, in `steps` even steps. */
export function geodesic([lng, lat], [toLng, toLat], steps) {
  const across = (((toLng - lng + 540) % 360) + 360) % 360 - 180;
  const points = new Float64Array(2 * steps + 2);
  points.set([lng, lat]);
  points.set([lng + across, toLat], 2 * steps);
  const arc = inverse(lat * RADIAN, toLat * RADIAN, across * RADIAN);
  for (let step = 1; step < steps; step++) {
    const [onward, phi] = along(arc, (arc.sigma * step) / steps);
    points[2 * step] = lng + onward / RADIAN;
    points[2 * step + 1] = phi / RADIAN;
  }
  return points;
}

/** The arc on the auxiliary sphere: its length, and how it leaves the first point. */
function inverse(phi, toPhi, across) {
  const u = Math.atan((1 - FLATTENING) * Math.tan(phi)), toU = Math.atan((1 - FLATTENING) * Math.tan(toPhi));
  const [sinU, cosU, sinTo, cosTo] = [Math.sin(u), Math.cos(u), Math.sin(toU), Math.cos(toU)];
  let lambda = across, sigma = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const east = cosTo * Math.sin(lambda), north = cosU * sinTo - sinU * cosTo * Math.cos(lambda);
    const sinSigma = Math.hypot(east, north), cosSigma = sinU * sinTo + cosU * cosTo * Math.cos(lambda);
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = sinSigma ? (cosU * cosTo * Math.sin(lambda)) / sinSigma : 0, cosSq = 1 - sinAlpha ** 2;
    const middle = cosSq ? cosSigma - (2 * sinU * sinTo) / cosSq : 0;
    const next = across + correction(sinAlpha, cosSq, sigma, sinSigma, cosSigma, middle);
    if (Math.abs(next - lambda) < CLOSE) break;
    lambda = next;
  }
  const alpha = Math.atan2(cosTo * Math.sin(lambda), cosU * sinTo - sinU * cosTo * Math.cos(lambda));
  const sinAlpha = cosU * Math.sin(alpha);
  return {sigma, sinU, cosU, sin: Math.sin(alpha), cos: Math.cos(alpha), sinAlpha, cosSq: 1 - sinAlpha ** 2, from: Math.atan2(sinU, cosU * Math.cos(alpha))};
}

/** How far east, and at which latitude, the arc is after `sigma`. */
function along({sinU, cosU, sin, cos, sinAlpha, cosSq, from}, sigma) {
  const s = Math.sin(sigma), c = Math.cos(sigma), back = sinU * s - cosU * c * cos;
  const phi = Math.atan2(sinU * c + cosU * s * cos, (1 - FLATTENING) * Math.hypot(sinAlpha, back));
  const lambda = Math.atan2(s * sin, cosU * c - sinU * s * cos);
  return [lambda - correction(sinAlpha, cosSq, sigma, s, c, Math.cos(2 * from + sigma)), phi];
}

/** Longitude on the sphere beyond longitude on the ellipsoid. */
function correction(sinAlpha, cosSq, sigma, sinSigma, cosSigma, middle) {
  const c = (FLATTENING / 16) * cosSq * (4 + FLATTENING * (4 - 3 * cosSq));
  return (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle ** 2 - 1)));
}
