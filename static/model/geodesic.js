// Geodesics: the shortest way over the WGS 84 ellipsoid between two points that are not nearly antipodal
// (T. Vincenty, Survey Review 23, 1975: the inverse method, then points along it).

const FLATTENING = 1 / 298.257223563;
const POLAR_KM = 6378.137 * (1 - FLATTENING);
const RADIAN = Math.PI / 180;
const CLOSE = 1e-12; // radians: a hundredth of a millimetre
const TURNS = 200; // enough for all pairs that the server leaves to us; farther ones need more, or never converge

/**
 * Points from one end to the other, longitudes unwrapped, in `steps` even steps.
 * @param {[lng: number, lat: number]} from in degrees
 * @param {[lng: number, lat: number]} to in degrees
 * @param {number} steps
 * @returns {Float64Array} [lng, lat, ...] in degrees
 */
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

/**
 * The distance over the ellipsoid in km.
 * @param {[lng: number, lat: number]} from in degrees
 * @param {[lng: number, lat: number]} to in degrees
 */
export function distanceKm([lng, lat], [toLng, toLat]) {
  const across = (((toLng - lng + 540) % 360) + 360) % 360 - 180;
  const {sigma, cosSq, from} = inverse(lat * RADIAN, toLat * RADIAN, across * RADIAN);
  const squash = (cosSq * (1 - (1 - FLATTENING) ** 2)) / (1 - FLATTENING) ** 2;
  const a = 1 + (squash / 16384) * (4096 + squash * (-768 + squash * (320 - 175 * squash)));
  const b = (squash / 1024) * (256 + squash * (-128 + squash * (74 - 47 * squash)));
  const middle = Math.cos(2 * from + sigma), s = Math.sin(sigma), c = Math.cos(sigma);
  const third = (b / 6) * middle * (4 * s ** 2 - 3) * (4 * middle ** 2 - 3);
  return POLAR_KM * a * (sigma - b * s * (middle + (b / 4) * (c * (2 * middle ** 2 - 1) - third)));
}

/**
 * The arc on the auxiliary sphere: its length, and how it leaves the first point. All angles in radians.
 * @param {number} phi latitude of the first point
 * @param {number} toPhi latitude of the second
 * @param {number} across difference of longitudes
 */
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
  const cosSq = 1 - sinAlpha ** 2, from = Math.atan2(sinU, cosU * Math.cos(alpha));
  return {sigma, sinU, cosU, sin: Math.sin(alpha), cos: Math.cos(alpha), sinAlpha, cosSq, from};
}

/**
 * How far east, and at which latitude, the arc is after `sigma`.
 * @param {ReturnType<typeof inverse>} arc
 * @param {number} sigma
 * @returns {[across: number, phi: number]} in radians
 */
function along({sinU, cosU, sin, cos, sinAlpha, cosSq, from}, sigma) {
  const s = Math.sin(sigma), c = Math.cos(sigma), back = sinU * s - cosU * c * cos;
  const phi = Math.atan2(sinU * c + cosU * s * cos, (1 - FLATTENING) * Math.hypot(sinAlpha, back));
  const lambda = Math.atan2(s * sin, cosU * c - sinU * s * cos);
  return [lambda - correction(sinAlpha, cosSq, sigma, s, c, Math.cos(2 * from + sigma)), phi];
}

/**
 * How much longer a longitude is on the auxiliary sphere than on the ellipsoid, in radians.
 * @param {number} sinAlpha
 * @param {number} cosSq
 * @param {number} sigma
 * @param {number} sinSigma
 * @param {number} cosSigma
 * @param {number} middle
 */
function correction(sinAlpha, cosSq, sigma, sinSigma, cosSigma, middle) {
  const c = (FLATTENING / 16) * cosSq * (4 + FLATTENING * (4 - 3 * cosSq));
  return (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle ** 2 - 1)));
}
