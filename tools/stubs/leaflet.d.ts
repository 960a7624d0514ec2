// What we use of Leaflet 1.9 beyond its public interface, which `@types/leaflet` describes.

import 'leaflet';

declare module 'leaflet' {
  interface Canvas {
    _bounds?: Bounds;
    _center: LatLng;
    _container: HTMLCanvasElement;
    _ctx: CanvasRenderingContext2D;
    _drawing: boolean;
    _initContainer(): void;
    _draw(): void;
    _onZoom(): void;
    _reset(): void;
    _redraw(): void;
    _update(): void;
    _zoom: number;
  }

  interface Marker {
    _setPos(point: Point): void;
  }

  interface Polyline {
    _parts: Point[][];
    _renderer: Canvas;
    _updatePath(): void;
  }

  interface Map {
    _getBoundsCenterZoom(bounds: LatLngBounds, options: FitBoundsOptions): {center: LatLng, zoom: number};
  }
}
